import type {DesktopEvent} from './desktop-event.js';
import type {Hold} from './hold.js';
import type {Message} from './message.js';
import type {Project} from './project.js';
import type {Session} from './session.js';
import type {Task} from './task.js';

/** `message:freed`: the operator has let it go on, so it waits for its receiver as any other from now on. */
export const messageEvents = [
	'message:created',
	'message:delivered',
	'message:read',
	'message:expired',
	'message:failed',
	'message:freed',
] as const;

/** What a message is after something happened to it. */
type MessageEvent = {readonly event: (typeof messageEvents)[number]; readonly data: Message};

export const isMessageEvent = (event: {readonly event: string}): event is MessageEvent =>
	messageEvents.some(name => name === event.event);

/**
Something that has happened on a server, as it goes to everyone who watches (contract §6; those of messages and holds are ours).
*/
export type MaestroEvent =
	| DesktopEvent
	| {readonly event: 'project:created' | 'project:updated'; readonly data: Project}
	| {readonly event: 'task:created' | 'task:updated'; readonly data: Task}
	| {readonly event: 'session:created' | 'session:updated'; readonly data: Session}
	| {readonly event: 'project:deleted' | 'task:deleted' | 'session:deleted'; readonly data: {readonly id: string}}
	| MessageEvent
	| {
			readonly event: 'message:deleted';
			readonly data: {readonly id: string; readonly from: string; readonly to: string};
	  }
	| {readonly event: 'hold:opened' | 'hold:decided'; readonly data: Hold}
	/** Which modes there are, or what is wrong with their files, is not as it was. */
	| {readonly event: 'modes:changed'; readonly data: {readonly at: number}}
	| {
			readonly event: 'session:message_received' | 'session:message_sent';
			readonly data: {readonly sessionId: string; readonly messageId: string};
	  }
	| {
			readonly event: 'session:prompt_send';
			readonly data: {readonly sessionId: string; readonly content: string; readonly senderSessionId: string};
	  }
	| {
			readonly event: 'notify:needs_input';
			readonly data: {readonly sessionId: string; readonly name: string; readonly message?: string | undefined};
	  };
