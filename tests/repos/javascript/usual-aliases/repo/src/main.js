import store from '@/store';
import api from '@/api/orders.js';
import old from '@/api/missing';
import scoped from '@team/store';
import nuxt from '~/plugins/clock';
import theme from '@theme/Layout';
