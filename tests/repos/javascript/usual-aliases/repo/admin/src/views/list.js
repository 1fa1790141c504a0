import store from '@/store';
