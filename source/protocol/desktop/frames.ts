import {z} from 'zod';
import type {NeedsInput, SessionStatus} from '../../domain/session.js';
import {sessionStatuses} from '../../domain/session.js';
import type {WindowOrder} from '../../domain/window-order.js';
import {id, parseJson, time} from '../read.js';
import {needsInput} from '../sessions.js';
import {type Kept, type Kind, parseSafely, readers} from './items.js';
import {isHelper} from './operator.js';
import {readOrder} from './orders.js';

/** What one event of a desktop server comes down to (contract §6). */
export type Told =
	/** How a thing was when the frame left, or some time before. */
	| {readonly [K in Kind]: {readonly says: 'is'; readonly kind: K; readonly item: Kept[K]}}[Kind]
	| {readonly says: 'gone'; readonly kind: Kind; readonly id: string}
	/** Something about a thing has changed, and what is to be asked. */
	| {readonly says: 'touched'; readonly kind: Kind; readonly id: string}
	| {
			readonly says: 'status';
			readonly id: string;
			readonly status: SessionStatus;
			readonly lastActivity: number;
			readonly needsInput: NeedsInput | undefined;
	  }
	/** One session has prompted another, or is one that may do so in the operator's name. */
	| {readonly says: 'prompted'}
	| {readonly says: 'order'; readonly order: WindowOrder}
	/** An event that matters, and is not as it should be; or no event at all. */
	| {readonly says: 'unreadable'};

const unreadable: Told = {says: 'unreadable'};

/**
What a frame tells: an object is one event, an array several. Events that mean nothing here are passed over. Of sessions no environment
comes in; an order alone has one.
*/
export const readDesktopFrame = (text: string): readonly Told[] => {
	const items = frame.safeParse(parseSafely(text));
	if (!items.success) {
		return [unreadable];
	}

	// An order is read as it came: it has a cleaning of its own, and a variable is not to be changed.
	const asTheyCame = text.includes('"session:') ? frame.safeParse(parseJson(text)).data : undefined;
	return items.data.flatMap((item, index) => {
		const order = readOrder(asTheyCame?.[index]);
		return [...readItem(item), ...(order === undefined ? [] : [{says: 'order', order} as const])];
	});
};

const frame = z.union([z.array(z.unknown()), z.looseObject({}).transform(item => [item])]);

const envelope = z.looseObject({event: z.string(), data: z.unknown()});

const readItem = (item: unknown): readonly Told[] => {
	const named = envelope.safeParse(item);
	if (!named.success) {
		return isAnswer.safeParse(item).success ? [] : [unreadable];
	}

	const tell = events.get(named.data.event);
	return tell === undefined ? [] : (tell(named.data.data) ?? [unreadable]);
};

/** `pong`, `subscribed` and `unsubscribed`: they have a type and no event. */
const isAnswer = z.looseObject({type: z.string(), event: z.undefined().optional()});

/** Answers what an event's data say; nothing where they cannot be read. */
type Tell = (data: unknown) => readonly Told[] | undefined;

const is =
	<K extends Kind>(kind: K): Tell =>
	data => {
		if (kind === 'session' && isHelper(data)) {
			return [{says: 'prompted'}];
		}

		const {data: item} = readers[kind].safeParse(data);
		// The cast: the compiler does not see that the reader of a kind reads things of that kind.
		return item && [{says: 'is', kind, item} as Told];
	};

const withId = z.looseObject({id});

const gone =
	(kind: Kind): Tell =>
	data => {
		const read = withId.safeParse(data);
		return read.success ? [{says: 'gone', kind, id: read.data.id}] : undefined;
	};

const about = z.looseObject({taskId: id.optional(), sessionId: id.optional()});

/** What the event names has changed; which of the two ways round they are linked, the server says when it is asked. */
const touches: Tell = data => {
	const read = about.safeParse(data);
	return read.success ? [...touched('task', read.data.taskId), ...touched('session', read.data.sessionId)] : undefined;
};

const touched = (kind: Kind, one: string | undefined): readonly Told[] =>
	one === undefined ? [] : [{says: 'touched', kind, id: one}];

const status = z.looseObject({
	id,
	status: z.enum(sessionStatuses),
	lastActivity: time,
	needsInput: needsInput.optional(),
});

const changesStatus: Tell = data => {
	const read = status.safeParse(data);
	if (!read.success) {
		return undefined;
	}

	const {id: of, status: now, lastActivity, needsInput: wants} = read.data;
	return [{says: 'status', id: of, status: now, lastActivity, needsInput: wants}];
};

/** The session comes with the order to open its window; that it is there is told by nothing else. */
const opens: Tell = data => {
	const read = z.looseObject({session: z.unknown()}).safeParse(data);
	return read.success ? is('session')(read.data.session) : undefined;
};

const prompts: Tell = data => {
	const told = touches(data);
	return told && [...told, {says: 'prompted'}];
};

/** A whole member, or its id alone. */
const archives: Tell = data => is('member')(data) ?? touchedMember(data);

const touchedMember: Tell = data => {
	const read = withId.safeParse(data);
	return read.success ? touched('member', read.data.id) : undefined;
};

const events: ReadonlyMap<string, Tell> = new Map<string, Tell>([
	['project:created', is('project')],
	['project:updated', is('project')],
	['project:deleted', gone('project')],
	['task:created', is('task')],
	['task:updated', is('task')],
	['task:deleted', gone('task')],
	['session:created', is('session')],
	['session:updated', is('session')],
	['session:deleted', gone('session')],
	['session:status_changed', changesStatus],
	['session:spawn', opens],
	['session:resume', opens],
	['session:prompt_send', prompts],
	['team_member:created', is('member')],
	['team_member:updated', is('member')],
	['team_member:archived', archives],
	['team_member:deleted', gone('member')],
	...[
		'task:session_added',
		'task:session_removed',
		'session:task_added',
		'session:task_removed',
		'session:mode_changed',
		'notify:task_completed',
		'notify:task_failed',
		'notify:task_in_review',
		'notify:task_blocked',
		'notify:task_session_completed',
		'notify:task_session_failed',
		'notify:session_completed',
		'notify:session_failed',
		'notify:needs_input',
		'notify:progress',
	].map(event => [event, touches] as const),
]);
