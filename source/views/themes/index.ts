import {sixteenColours} from './16-colours.js';
import {dark} from './dark.js';
import {highContrast} from './high-contrast.js';
import {light} from './light.js';
import {none} from './none.js';
import type {ThemeEntry} from './theme.js';

// The order here is the order that the operator sees.
export const themes: readonly ThemeEntry[] = [dark, light, highContrast, sixteenColours, none];
