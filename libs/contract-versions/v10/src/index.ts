export { v10 } from './v10';
