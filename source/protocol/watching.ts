import {z} from 'zod';
import {id, parseJson} from './read.js';

/** More than a screen shows at once; what goes beyond it is better not filtered. */
const mostIds = 1000;
const ids = z.array(id).max(mostIds).optional();

/**
What a watcher wants to be told of; what is not there keeps nothing away (contract §6). `repeats` is ours: `false` keeps away what only says
again what the update of a task or a session says.
*/
const filter = {sessionIds: ids, projectId: id.optional(), taskIds: ids, repeats: z.boolean().optional()};

const request = z.discriminatedUnion('type', [
	z.looseObject({type: z.literal('ping')}),
	z.object({type: z.literal('subscribe'), ...filter}),
	z.looseObject({type: z.literal('unsubscribe')}),
]);

export type WatcherRequest = z.output<typeof request>;
export type WatcherFilter = Omit<Extract<WatcherRequest, {type: 'subscribe'}>, 'type'>;

/** How a program of ours begins to watch a server of ours. */
export const subscribeTo = (wanted: {readonly sessionIds?: readonly string[]} = {}): string =>
	JSON.stringify({type: 'subscribe', ...wanted, repeats: false});

/** What a watcher says over the event channel; `undefined` for what is none of it, which is passed over as the real server does. */
export const readWatcherRequest = (text: string): WatcherRequest | undefined => request.safeParse(parseJson(text)).data;

const answers = {ping: 'pong', subscribe: 'subscribed', unsubscribe: 'unsubscribed'} as const;

/** The frame that answers it: what was subscribed to is said back. */
export const writeWatcherAnswer = ({type, ...rest}: WatcherRequest, timestamp: number): string =>
	JSON.stringify({type: answers[type], ...(type === 'subscribe' ? rest : {}), timestamp});
