import {hostRows} from '../../client/select/hosts.js';
import type {State} from '../../client/state/index.js';
import {ListWithPane} from '../components/list-with-pane.js';
import {hostLine} from '../host-rows.js';
import {keyOf} from '../keys.js';

/** The servers that sessions are shown of, and how far away they are. */
export function HostsScreen() {
	return <ListWithPane list="hosts" rowsOf={hostRows} whyEmpty={whyEmpty} draw={hostLine} />;
}

const whyEmpty = ({screen, settings}: State): string =>
	(screen.filters.hosts ?? '') === ''
		? 'No server is known yet.'
		: `No host has these words. ${keyOf('list.filter', settings.values.keys)} changes the filter.`;
