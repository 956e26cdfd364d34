import type {MaestroEvent} from '../domain/event.js';
import type {Message} from '../domain/message.js';
import type {Project} from '../domain/project.js';
import type {Session} from '../domain/session.js';
import type {Task} from '../domain/task.js';
import type {Edit} from './editing.js';
import type {Drafts} from './state/drafts.js';
import type {Confirm, DispatchPlan, Field, ListId, Screen, ScreenId} from './state/screen.js';

/**
All that a server knows and the screen shows, as it was at one moment.
*/
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

/**
Everything that changes the state of the screen.
*/
export type ClientEvent = MaestroEvent | FeedEvent | ScreenEvent | ComposeEvent;

type FeedEvent =
	| {readonly event: 'snapshot'; readonly data: Snapshot}
	| {readonly event: 'connection:starting'; readonly data: {readonly text: string}}
	| {readonly event: 'connection:open'; readonly data: ServerInfo}
	| {readonly event: 'connection:lost'; readonly data: {readonly reason: string; readonly at: number}}
	| {readonly event: 'preview:seen'; readonly data: {readonly sessionId: string; readonly text: string}}
	| {readonly event: 'preview:unseen'; readonly data: {readonly sessionId: string; readonly reason: string}}
	| {readonly event: 'minute:began'; readonly data: {readonly now: number}}
	| {readonly event: 'terminal:resized'; readonly data: {readonly columns: number; readonly rows: number}}
	| {readonly event: 'folder:offered'; readonly data: {readonly directory: string; readonly name: string}};

/** What only the screen knows: what is open, selected and asked. */
type ScreenEvent =
	/** One of the lists comes to the front, and what was open above it is left. */
	| {readonly event: 'list:opened'; readonly data: {readonly screen: ScreenId}}
	| {readonly event: 'screen:opened'; readonly data: {readonly screen: ScreenId}}
	| {readonly event: 'screen:closed'}
	| {readonly event: 'screen:restored'; readonly data: {readonly screen: Screen; readonly drafts: Drafts}}
	| {readonly event: 'row:selected'; readonly data: {readonly list: ListId; readonly id: string}}
	| {readonly event: 'row:folded' | 'row:unfolded'; readonly data: {readonly id: string}}
	| {readonly event: 'text:scrolled'; readonly data: {readonly to: number}}
	| {readonly event: 'filter:changed'; readonly data: {readonly list: ListId; readonly text: string}}
	| {readonly event: 'field:opened'; readonly data: Omit<Field, 'text'> & {readonly text: string}}
	| {readonly event: 'field:edited'; readonly data: Edit}
	| {readonly event: 'field:closed'}
	| {readonly event: 'confirm:asked'; readonly data: Confirm}
	| {readonly event: 'confirm:closed'}
	| {readonly event: 'thread:opened'; readonly data: {readonly id: string}}
	| {readonly event: 'need:visited'; readonly data: {readonly at: number; readonly id: string}}
	| {readonly event: 'dispatch:opened'; readonly data: {readonly taskId: string}}
	| {readonly event: 'dispatch:planned'; readonly data: DispatchPlan}
	| {readonly event: 'preview:toggled'}
	| {readonly event: 'terminal:lent' | 'terminal:returned'}
	| {readonly event: 'folder:settled'}
	| {readonly event: 'notice'; readonly data: {readonly text: string; readonly tone: 'info' | 'error' | 'busy'}}
	| {readonly event: 'notice:cleared'};

type ComposeEvent =
	| {
			readonly event: 'draft:opened';
			readonly data: {readonly id: string; readonly to: string | undefined; readonly replyTo: string | undefined};
	  }
	| {readonly event: 'draft:edited'; readonly data: {readonly id: string; readonly by: Edit}}
	| {readonly event: 'draft:addressed'; readonly data: {readonly id: string; readonly to: string}}
	| {readonly event: 'draft:turned'; readonly data: {readonly id: string; readonly focus: 'to' | 'text'}}
	/** A try to send it began. The key stays with the draft until one of its words changes. */
	| {readonly event: 'draft:sending'; readonly data: {readonly id: string; readonly key: string}}
	| {readonly event: 'draft:failed' | 'draft:sent'; readonly data: {readonly id: string}};
