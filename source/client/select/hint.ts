import {completionOf} from '../completing.js';
import {mayBeAge} from '../filter.js';
import type {State} from '../state/index.js';
import type {Field, ListId} from '../state/screen.js';
import {readTerms} from '../terms.js';
import {lineToDraw} from '../text.js';
import {allModes} from './dispatch.js';
import {allDocRows} from './docs.js';
import {type FilterNames, namesOf, searchNames} from './filter-names.js';
import {allHostRows} from './hosts.js';
import {allInboxRows} from './inbox.js';
import {listOf} from './list.js';
import {allMemberRows} from './members.js';
import {allProjectRows} from './projects.js';
import {allFound} from './search.js';
import {allSessionRows} from './sessions.js';
import {allSettings} from './settings.js';
import {allTaskRows} from './tasks.js';
import {allTimelineRows} from './timeline.js';

/** The list that the line is about, and that keeps what was written in it. The cast: what a filter is about is always a list. */
export const listOfField = ({purpose, subject}: Field): ListId =>
	purpose === 'search' ? 'search' : (subject as ListId);

const namesOfField = (field: Field): FilterNames =>
	field.purpose === 'search' ? searchNames : namesOf(listOfField(field));

/** The names that the open line may have, with the values that are known for them. */
export const lineNames = (state: State): Readonly<Record<string, () => readonly string[]>> => {
	const names = state.screen.field === undefined ? {} : namesOfField(state.screen.field);
	return Object.fromEntries(Object.entries(names).map(([name, values]) => [name, () => values(state)]));
};

/** What is wrong with a line: a name that there is not, or an age that is none. */
export const problemOfLine = (line: string, names: FilterNames): string | undefined => {
	const known = Object.keys(names);
	for (const {about, word} of readTerms(line)) {
		// What stands before `//` begins an address.
		if (about !== undefined && !known.includes(about) && !word.startsWith('//')) {
			return known.length === 0
				? `There is no "${about}:" here; write words`
				: `There is no "${about}:" here; there are ${known.join(', ')}`;
		}

		if (about === 'age' && !mayBeAge(word)) {
			return 'Write an age as in age:<10m or age:>2h';
		}
	}

	return undefined;
};

const totals: Readonly<Partial<Record<ListId, (state: State) => number>>> = {
	sessions: state => allSessionRows(state).length,
	tasks: state => allTaskRows(state).length,
	projects: state => allProjectRows(state).length,
	inbox: state => allInboxRows(state).length,
	search: state => allFound(state).length,
	modes: state => allModes(state).length,
	settings: state => allSettings(state).length,
	timeline: state => allTimelineRows(state).length,
	hosts: state => allHostRows(state).length,
	docs: state => allDocRows(state).length,
	members: state => allMemberRows(state).length,
};

/** How many rows the filter of the open list leaves, and of how many. */
const countOf = (state: State): string | undefined => {
	const {list, rows} = listOf(state);
	const total = totals[list]?.(state);
	return total === undefined ? undefined : `${rows.filter(row => row.isPassedOver !== true).length} of ${total}`;
};

/**
What helps to write the open line: how many rows are left, and what is wrong with it, or else how its last word can go on. `counted` says how
many are left in a list that is not known here.
*/
export const hintOf = (state: State, counted?: string): string | undefined => {
	const {field} = state.screen;
	if (field === undefined || (field.purpose !== 'filter' && field.purpose !== 'search')) {
		return undefined;
	}

	const names = namesOfField(field);
	const {choices} = completionOf(field.text, lineNames(state));
	const words =
		problemOfLine(field.text.text, names) ??
		(choices.length > 0 ? choices : Object.keys(names).map(name => `${name}:`)).join(' ');
	const count = field.purpose === 'filter' ? (counted ?? countOf(state)) : undefined;
	return lineToDraw([...(count === undefined ? [] : [count]), words].join('  '));
};
