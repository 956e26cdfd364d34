import {signalName} from '../../domain/signal.js';
import {clockOf, momentOf} from '../age.js';
import {lineAt} from '../log-bytes.js';
import {cutSpans, plainOf, type Spans} from '../log-text.js';
import {deriveFrom} from '../state/derive.js';
import type {State} from '../state/index.js';
import type {Log} from '../state/log.js';
import {lineToDraw} from '../text.js';
import {layoutOf} from './layout.js';
import {gutterOf, leftOf, logColumns, logHeight, openLog, rowsOf, topOfLog} from './log.js';
import type {RowPlace} from './log-rows.js';

export type LogFrame = {
	/** What is said above it, the most important first. */
	readonly heading: ReadonlyArray<{readonly text: string; readonly isUrgent: boolean}>;
	readonly lines: ReadonlyArray<{readonly time: string; readonly spans: Spans}>;
	/** How wide the times are; none where they are not shown. */
	readonly gutter: number;
	/** What is said below it: how its run ended. */
	readonly end: string | undefined;
};

/** When a byte was printed, as far as that is known: when it was there for sure, and of what came last when there was less. */
const timeOf = ({facts, end}: Log, at: number): number | undefined => {
	const marks = facts?.marks ?? [];
	const later = marks.find(([, bytes]) => bytes > at);
	return later?.[0] ?? (end === undefined ? undefined : facts?.endedAt) ?? marks.at(-1)?.[0];
};

/** All that the screen of a log shows. */
export const logFrame = deriveFrom(
	[
		openLog,
		(state: State) => state.screen.log,
		state => state.surroundings.now,
		state => layoutOf(state).body,
		({sessions, screen}) => sessions.get(screen.log?.sessionId ?? ''),
		({connection}) => connection.phase,
		({saving}) => saving,
	],
	(state): LogFrame => {
		const log = openLog(state);
		const top = topOfLog(state);
		const gutter = gutterOf(state);
		return {
			heading: headingOf(state, log, top),
			lines: log === undefined || top === undefined ? [] : linesFrom(state, log, top),
			gutter,
			end: log?.end === undefined ? undefined : endLine(log, state.surroundings.now),
		};
	},
);

/** The lines that are shown, as text. */
export const shownLog = (state: State): string =>
	logFrame(state)
		.lines.map(({time, spans}) => `${time === '' ? '' : `${time} `}${plainOf(spans)}`.trimEnd())
		.join('\n')
		.trimEnd();

const linesFrom = (state: State, log: Log, top: RowPlace): LogFrame['lines'] => {
	if (log.piece === undefined) {
		return [];
	}

	const left = leftOf(state);
	const wraps = state.screen.log?.wraps !== false;
	const showsTimes = gutterOf(state) > 0;
	let last = '';
	return rowsOf(state)
		.take(log.piece, top, logHeight(state))
		.map(({at, spans}) => {
			const printedAt = showsTimes ? timeOf(log, at) : undefined;
			const time = printedAt === undefined ? '' : clockOf(printedAt);
			const isSame = time === last;
			last = time;
			return {time: isSame ? '' : time, spans: wraps ? spans : cutSpans(spans, left, logColumns(state))};
		});
};

type Heading = LogFrame['heading'];

const headingOf = (state: State, log: Log | undefined, top: RowPlace | undefined): Heading => {
	const {screen, sessions, surroundings} = state;
	const {log: view} = screen;
	const calm = (text: string): Heading[number] => ({text, isUrgent: false});
	const urgent = (text: string): Heading[number] => ({text, isUrgent: true});
	if (view === undefined || log === undefined) {
		return [];
	}

	const name = lineToDraw(sessions.get(view.sessionId)?.name ?? view.runId);
	if (log.problem !== undefined) {
		return [urgent(lineToDraw(log.problem)), calm(name)];
	}

	if (top === undefined) {
		return [calm(log.facts === undefined ? 'Opening…' : 'Reading…'), calm(name)];
	}

	const isAtEnd = view.top === 'end';
	const printedAt = timeOf(log, isAtEnd ? Math.max(0, log.size - 1) : top.at);
	return [
		calm(
			log.size === 0
				? 'Nothing was printed yet'
				: isAtEnd
					? '100 %'
					: `${Math.floor((top.at / Math.max(1, log.size)) * 100)} %`,
		),
		...(printedAt === undefined ? [] : [calm(momentOf(printedAt, surroundings.now))]),
		...goingOn(state, log).map(urgent),
		...(isAtEnd && log.end === undefined ? [calm('following')] : []),
		calm(name),
		calm(bytesOf(log.size)),
		...(view.isRaw && log.facts?.readOutput !== undefined ? [calm('raw')] : []),
		...(view.wraps ? [] : [calm(`from column ${leftOf(state) + 1}`)]),
	];
};

/** What goes on besides reading, or is not as it should be. */
const goingOn = (state: State, log: Log): readonly string[] => {
	const {screen, saving, surroundings} = state;
	const {top, seen = 0, search} = screen.log ?? {};
	const fresh = top === 'end' ? 0 : log.size - seen;
	return [
		...(isHidden(state, log) ? ['found in what is only shown raw'] : []),
		...(search?.isGoing === true
			? [`looking for "${lineToDraw(search.text)}" at ${percentOf(search.at, log.size)}`]
			: []),
		...(saving === undefined ? [] : [`saving ${percentOf(saving.done, saving.size)}`]),
		...(log.cut === undefined ? [] : [`not live since ${momentOf(log.cut.at, surroundings.now)}`]),
		...(fresh > 0 ? [`${bytesOf(fresh)} new`] : []),
	];
};

/** Whether what was found is in a part of the line that is not shown where it is made readable. */
const isHidden = (state: State, {piece, facts}: Log): boolean => {
	const {log: view} = state.screen;
	const foundAt = view?.search?.foundAt;
	const isShown = view?.top !== 'end' && view?.top.at === foundAt && view?.isRaw === false;
	const line = piece === undefined || foundAt === undefined || !isShown ? undefined : lineAt(piece, foundAt);
	return (
		facts?.readOutput !== undefined &&
		piece !== undefined &&
		line !== undefined &&
		!rowsOf(state)
			.rowsAt(piece, line)
			.some(spans => spans.some(({isFound}) => isFound))
	);
};

const percentOf = (part: number, whole: number): string => `${Math.floor((part / Math.max(1, whole)) * 100)} %`;

/** `512 B`, `12 KB`, `3.4 MB`. */
const bytesOf = (bytes: number): string => {
	const [unit, size] = bytes < 1000 ? ['B', 1] : bytes < 1_000_000 ? ['KB', 1000] : ['MB', 1_000_000];
	return `${size === 1_000_000 ? (bytes / size).toFixed(1) : Math.floor(bytes / Number(size))} ${unit}`;
};

const endLine = ({end, facts}: Log, now: number): string => {
	const at = facts?.endedAt === undefined ? '' : ` at ${momentOf(facts.endedAt, now)}`;
	if (end?.isLost === true) {
		return 'The run is lost: it could not be found any more, and nobody saw how it ended';
	}

	if (end?.signal !== undefined) {
		return `The run ended${at} by ${signalName(end.signal)}`;
	}

	return end?.exitCode === undefined
		? `The run ended${at}; nobody saw how`
		: `The run ended${at} with exit code ${end.exitCode}`;
};
