import {readRows} from './json.js';

/**
The tab that the person who used the session last is in, from what `list-tabs --json --state` printed; `undefined` where nobody looks.
*/
export const readActiveTab = (stdout: string): number | undefined => {
	const tab = readRows(stdout)?.find(({active}) => active === true);
	return typeof tab?.tab_id === 'number' ? tab.tab_id : undefined;
};
