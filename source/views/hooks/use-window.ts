import {windowStart} from '../../client/select/list-window.js';
import {startOfList} from '../list-start.js';
import {useSelector} from './use-selector.js';

/** Where the part of the open list begins that is shown, around the selected row. */
export const useWindow = (index: number, count: number, height: number): number =>
	windowStart(useSelector(startOfList), {index, count, rows: height});
