import type {Message} from '../domain/message.js';
import type {Session, TimelineEntry} from '../domain/session.js';

/**
What happened to a session, oldest first: its own entries, and one for each message that it sent or got. Of a message it says with
whom and not what: everyone with a secret may read a timeline.
*/
export const timelineOf = ({id, timeline}: Session, messages: readonly Message[]): readonly TimelineEntry[] =>
	[...timeline, ...messages.flatMap(message => entriesOf(id, message))].sort((a, b) => a.timestamp - b.timestamp);

const entriesOf = (sessionId: string, {id, from, to, createdAt, metadata}: Message): readonly TimelineEntry[] => [
	...(from === sessionId ? [entryOf('message_sent', id, `To ${to}`, createdAt, metadata?.taskId)] : []),
	...(to === sessionId ? [entryOf('message_received', id, `From ${from}`, createdAt, metadata?.taskId)] : []),
];

const entryOf = (
	type: 'message_sent' | 'message_received',
	messageId: string,
	message: string,
	timestamp: number,
	taskId: string | undefined,
): TimelineEntry => ({id: `${type}_${messageId}`, type, timestamp, message, taskId, metadata: {messageId}});
