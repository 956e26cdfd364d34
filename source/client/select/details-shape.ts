import type {Message} from '../../domain/message.js';
import type {Project} from '../../domain/project.js';
import type {PromptNote} from '../../domain/prompt-note.js';
import type {Session} from '../../domain/session.js';
import type {Task} from '../../domain/task.js';
import type {Subject} from '../state/subject.js';
import type {DocRow} from './docs.js';
import type {Fact} from './facts.js';

/** Something that the details of something else lead to. */
export type Link = {readonly to: Subject; readonly words: string};

/** All that is known of something. */
export type Details = {
	readonly title: string;
	readonly facts: readonly Fact[];
	readonly links: readonly Link[];
	/** What people wrote about it, of several lines. */
	readonly text?: string | undefined;
};

/** What is around it. */
export type Around = {
	readonly sessions: ReadonlyMap<string, Session>;
	readonly tasks: ReadonlyMap<string, Task>;
	readonly projects: ReadonlyMap<string, Project>;
	readonly messages: ReadonlyMap<string, Message>;
	/** The newest first. */
	readonly docs: readonly DocRow[];
	/** What was to be written into windows here. */
	readonly texts: readonly PromptNote[];
	readonly byTask: ReadonlyMap<string, readonly Session[]>;
	readonly now: number;
};
