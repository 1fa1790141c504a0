import {A} from '@/a';
import 'exact';
import {Button} from '@ui/button';
import {value} from 'plain/p';
import 'react';
import '@/none';
