import {whyLacking} from '../../client/cannot.js';
import {memberRows} from '../../client/select/members.js';
import type {State} from '../../client/state/index.js';
import {lineToDraw} from '../../client/text.js';
import {ListWithPane} from '../components/list-with-pane.js';
import {memberLine} from '../doc-rows.js';
import {keyOf} from '../keys.js';

/** The roles that sessions are started in, of every project. */
export function MembersScreen() {
	return <ListWithPane list="members" rowsOf={memberRows} whyEmpty={whyEmpty} draw={memberLine} />;
}

const whyEmpty = ({screen, settings, connection}: State): string => {
	const why = whyLacking('team-members', {connection});
	if (why !== undefined) {
		return `${lineToDraw(why)}.`;
	}

	return (screen.filters.members ?? '') === ''
		? 'There are no team members yet.'
		: `No team member has these words. ${keyOf('screen.back', settings.values.keys)} clears the filter.`;
};
