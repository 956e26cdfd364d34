import {fillIn, namesIn} from '../domain/template.js';
import type {Mode, Work} from './mode.js';

/** What a prompt template may ask for, and what stands there then; nothing for what there is not. */
const values = {
	'task.id': ({task}) => task.id,
	'task.title': ({task}) => task.title,
	'task.description': ({task}) => task.description,
	'task.priority': ({task}) => task.priority,
	'project.name': ({project}) => project.name,
	'project.folder': ({project}) => project.workingDir,
	folder: ({directory}) => directory,
	'parent.id': ({parent}) => parent?.id,
	'parent.title': ({parent}) => parent?.title,
	words: ({words}) => words,
	extras: ({extras}) => extras.join(' '),
} as const satisfies Readonly<Record<string, (work: Work) => string | undefined>>;

export const promptNames: readonly string[] = Object.keys(values);

/**
Asks by a template: `{task.id}` and so on are filled in, and a line that held only what there is not goes. What the operator says besides
comes at the end unless the template has a place for it.
*/
export const askWith = (template: string): Mode['ask'] => {
	const whole = namesIn(template).includes('words') ? template : `${template}\n\n{words}`;
	return work => {
		const known = Object.fromEntries(Object.entries(values).map(([name, valueIn]) => [name, valueIn(work) ?? '']));
		const prompt = fill(whole, known);
		return prompt === '' ? {} : {prompt};
	};
};

const fill = (template: string, known: Readonly<Record<string, string>>): string => {
	const kept: string[] = [];
	let isBehindGap = false;
	for (const line of template.split('\n')) {
		const isGone: boolean = namesIn(line).length > 0 && fillIn(line, known).trim() === '';
		// Of the blank lines around a line that goes, those before it are enough.
		const isSpare: boolean = isBehindGap && line.trim() === '' && (kept.at(-1) ?? '').trim() === '';
		isBehindGap = isGone || isSpare;
		if (!isBehindGap) {
			kept.push(line);
		}
	}

	return kept
		.map(line => fillIn(line, known))
		.join('\n')
		.trim();
};
