import {momentAndAge} from '../age.js';
import {can} from '../cannot.js';
import {derive} from '../state/derive.js';
import type {Digest} from '../state/digest.js';
import type {State} from '../state/index.js';
import {openScreen} from '../state/screen.js';
import {lineToDraw, textToDraw, wrap} from '../text.js';
import {peekedSession} from './peek.js';
import {showsSession} from './preview.js';
import {selectedSession} from './sessions.js';

const shownSession = (state: State) =>
	openScreen(state.screen) === 'peek' ? peekedSession(state) : selectedSession(state);

/** The session of which nothing here shows more than its server can tell, while it is on the screen. */
export const digestTarget = (state: State): string | undefined => {
	if (!showsSession(state) || state.connection.phase !== 'open' || !can(state, 'digests')) {
		return undefined;
	}

	const session = shownSession(state);
	return session?.run?.window === undefined && session?.run?.isHeadless !== true ? session?.id : undefined;
};

/** The same for the session that is peeked at. */
export const peekedDigest = derive(
	[
		(state: State) => state.digest,
		state => (peekedSession(state)?.run === undefined ? peekedSession(state)?.id : undefined),
		state => digestTarget(state) !== undefined,
		state => state.surroundings.now,
		state => state.surroundings.columns,
	],
	(digest, id, isAsked, now, columns): readonly string[] =>
		id === undefined ? [] : digestLines(digest, id, {now, columns, isAsked}),
);

/** How a prompt is marked by the server. */
const mark = /^\[PROMPT\] ?/;

type Around = {
	readonly now: number;
	readonly columns: number;
	/** Whether its server can be asked. */
	readonly isAsked: boolean;
};

/** What was said last in a session, the newest first: from where that is known, how old it is, and what is odd about it. */
export const digestLines = (
	digest: Digest | undefined,
	sessionId: string,
	{now, columns, isAsked}: Around,
): readonly string[] => {
	const words = (text: string): readonly string[] => wrap(textToDraw(text), Math.max(1, columns));
	if (digest?.sessionId !== sessionId) {
		return isAsked ? words('Asking its server what it said last…') : [];
	}

	const {found, reason} = digest;
	const problem = reason === undefined ? [] : words(`What was said last could not be had: ${lineToDraw(reason)}`);
	if (found === undefined) {
		return problem;
	}

	const {entries, stuck} = found;
	return [
		...problem,
		...(stuck === null ? [] : words(`Stuck? ${lineToDraw(stuck.warning)}`)),
		...words(
			entries.length === 0
				? 'Its server has found no transcript of it, so what it said is not known.'
				: `Said last, as its server finds it in the agent's transcript, looked at ${momentAndAge(digest.at, now)}:`,
		),
		...entries
			.toReversed()
			.flatMap(({timestamp, text, source}) => [
				'',
				...words(`${source === 'user' ? 'It was told' : 'It said'} ${momentAndAge(timestamp, now)}:`),
				...words(text.replace(mark, '')),
			]),
	];
};
