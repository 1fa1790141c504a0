import {A} from '@acme/core';
import '@acme/core/sub/thing';
import '@acme/core/dist/sub/thing';
import 'core';
