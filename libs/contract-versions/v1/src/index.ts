export { v1 } from './v1';
