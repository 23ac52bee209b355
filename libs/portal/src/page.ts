// What other pages of the project are made with, without those of the portal.
export { html, type Html, type Part } from './html';
export { NAME_OF_LANGUAGE, otherThan, type InBoth, type Language } from './language';
export { swedish } from './parts';
export { STYLE } from './style';
