export { v11 } from './v11';
