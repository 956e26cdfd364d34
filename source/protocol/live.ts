import {z} from 'zod';
import {type MaestroEvent, messageEvents} from '../domain/event.js';
import {hold, message} from './messages.js';
import {project} from './projects.js';
import {id, parseJson, time} from './read.js';
import {session} from './sessions.js';
import {task} from './tasks.js';
import {teamMember} from './team-members.js';

const gone = z.looseObject({id});
const messageOf = z.looseObject({sessionId: id, messageId: id});

const event = z.discriminatedUnion('event', [
	z.looseObject({event: z.literal(['project:created', 'project:updated']), data: project}),
	z.looseObject({event: z.literal(['task:created', 'task:updated']), data: task}),
	z.looseObject({event: z.literal(['session:created', 'session:updated']), data: session}),
	z.looseObject({
		event: z.literal(['project:deleted', 'task:deleted', 'session:deleted', 'team_member:deleted']),
		data: gone,
	}),
	z.looseObject({
		event: z.literal(['team_member:created', 'team_member:updated', 'team_member:archived']),
		data: teamMember,
	}),
	z.looseObject({event: z.literal('message:deleted'), data: z.looseObject({id, from: id, to: id})}),
	z.looseObject({
		event: z.literal(messageEvents),
		data: message,
	}),
	z.looseObject({event: z.literal(['hold:opened', 'hold:decided']), data: hold}),
	z.looseObject({event: z.literal('modes:changed'), data: z.looseObject({at: time})}),
	z.looseObject({event: z.literal(['session:message_received', 'session:message_sent']), data: messageOf}),
	z.looseObject({
		event: z.literal('session:prompt_send'),
		data: z.looseObject({sessionId: id, content: z.string(), senderSessionId: z.string()}),
	}),
	z.looseObject({
		event: z.literal('notify:needs_input'),
		data: z.looseObject({sessionId: id, name: z.string(), message: z.string().optional()}),
	}),
]);

const frame = z.union([z.array(z.unknown()), z.looseObject({})]);

/**
The events in a frame: one object or an array of them (contract §6). Events that are not known here are passed over;
an event that is known but not as it should be is told by `undefined` in its place.
*/
export const readFrame = (text: string): ReadonlyArray<MaestroEvent | undefined> => {
	const parsed = frame.safeParse(parseJson(text));
	if (!parsed.success) {
		return [undefined];
	}

	const items: readonly unknown[] = Array.isArray(parsed.data) ? parsed.data : [parsed.data];
	return items.filter(isKnown).map(item => event.safeParse(item).data);
};

/** The frame that tells everyone of an event. */
export const writeFrame = (event: MaestroEvent, timestamp: number): string =>
	JSON.stringify({type: event.event, ...event, timestamp});

const known: ReadonlySet<unknown> = new Set(event.options.flatMap(({shape}) => [...shape.event.values]));

const isKnown = (item: unknown): boolean =>
	typeof item === 'object' && item !== null && 'event' in item && known.has(item.event);
