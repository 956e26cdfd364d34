import type {MaestroEvent} from '../domain/event.js';
import type {Message} from '../domain/message.js';
import type {Project} from '../domain/project.js';
import type {Session} from '../domain/session.js';
import type {Task} from '../domain/task.js';
import type {Window} from '../multiplexer/multiplexer.js';

export type Snapshot = {
	readonly projects: readonly Project[];
	readonly tasks: readonly Task[];
	readonly sessions: readonly Session[];
	/** The newest messages from and to the operator, oldest first. */
	readonly messages: readonly Message[];
	readonly modes: readonly ModeChoice[];
};

export type ModeChoice = {
	readonly id: string;
	readonly label: string;
	readonly summary: string;
	readonly isHeadless: boolean;
	readonly source: string;
};

export type ServerInfo = {
	readonly url: string;
	readonly name: string;
	readonly version: string | undefined;
	readonly capabilities: readonly string[];
};

export type ScreenId = 'sessions' | 'tasks' | 'projects' | 'inbox' | 'thread' | 'compose' | 'dispatch' | 'help';

/**
Everything that changes the state of the screen.
*/
export type ClientEvent =
	| MaestroEvent
	// The server feed.
	| {readonly event: 'snapshot'; readonly data: Snapshot}
	| {readonly event: 'connection:starting'; readonly data: {readonly text: string}}
	| {readonly event: 'connection:open'; readonly data: ServerInfo}
	| {readonly event: 'connection:lost'; readonly data: {readonly reason: string; readonly at: number}}
	// The multiplexer feed: the preview of the selected session's window, or why there is none.
	| {readonly event: 'preview:seen'; readonly data: {readonly sessionId: string; readonly text: string}}
	| {readonly event: 'preview:unseen'; readonly data: {readonly sessionId: string; readonly reason: string}}
	// What only the screen knows. Every change of what is open, selected or typed so far.
	| ScreenEvent;

export type ScreenEvent =
	| {readonly event: 'screen:opened'; readonly data: {readonly screen: ScreenId}}
	| {readonly event: 'screen:closed'}
	| {readonly event: 'row:selected'; readonly data: {readonly list: ListId; readonly id: string}}
	| {readonly event: 'filter:changed'; readonly data: {readonly list: ListId; readonly text: string}}
	| {readonly event: 'field:opened'; readonly data: Field}
	| {readonly event: 'field:closed'}
	| {readonly event: 'confirm:asked'; readonly data: Confirm}
	| {readonly event: 'confirm:closed'}
	| {readonly event: 'compose:changed'; readonly data: Partial<Draft>}
	| {readonly event: 'preview:toggled'}
	| {readonly event: 'folder:offered'; readonly data: {readonly directory: string; readonly name: string}}
	| {readonly event: 'folder:settled'}
	| {readonly event: 'notice'; readonly data: {readonly text: string; readonly tone: 'info' | 'error' | 'busy'}}
	| {readonly event: 'notice:cleared'};

export type ListId = 'sessions' | 'tasks' | 'projects' | 'inbox' | 'dispatch' | 'receivers';

/** One line of text that the operator is asked for. */
export type Field = {
	readonly purpose: 'filter' | 'new-task' | 'new-project' | 'command';
	readonly label: string;
};

/** A question before something is destroyed. `word`: what has to be typed; a plain `y` where there is none. */
export type Confirm = {
	readonly question: string;
	readonly bindingId: string;
};

export type Draft = {
	readonly to: string | undefined;
	readonly text: string;
	readonly replyTo: string | undefined;
};

export type {Window};
