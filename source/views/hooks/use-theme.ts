import {createContext, useContext} from 'react';
import {night} from '../themes/night.js';
import type {Theme} from '../themes/theme.js';

export const ThemeContext = createContext<Theme>(night);

export const useTheme = (): Theme => useContext(ThemeContext);
