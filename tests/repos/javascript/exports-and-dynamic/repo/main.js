export * from './a.mjs';
export {C} from './c';
const late = () => import('./b.cjs');
new Worker(new URL('./w.js', import.meta.url));
import './style.css?inline';
import data from './data';
