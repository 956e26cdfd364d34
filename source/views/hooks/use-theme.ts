import {themeOf} from '../theme-of.js';
import type {Theme} from '../themes/theme.js';
import {useSelector} from './use-selector.js';

/** How things look now; it may change while the screen is open. */
export const useTheme = (): Theme => useSelector(themeOf);
