import core from '@acme/core';
import {one} from '@acme/core/feature/one';
import '#util';
import '@acme/other';
