import {settingRows, wordOf} from '../../domain/setting-rows.js';
import {fuzzyScore} from '../fuzzy.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import {foldText} from '../terms.js';
import {allProjectRows} from './projects.js';
import {allSessionRows} from './sessions.js';
import {allThreads} from './threads.js';

export const paletteSections = ['action', 'screen', 'session', 'task', 'project', 'message', 'setting'] as const;
type PaletteSection = (typeof paletteSections)[number];

/** Something that the palette goes to or does. Its texts are as they came: of ten thousand a few are drawn. */
export type PaletteItem = {
	readonly id: string;
	readonly section: PaletteSection;
	readonly text: string;
	/** What is told beside it: its key, its status. */
	readonly detail: string;
	/** What it is found by. */
	readonly folded: string;
	/** What it goes to, by the id that this has in its own list. */
	readonly subject: string;
};

type Described = Pick<PaletteItem, 'section' | 'text' | 'detail' | 'subject'> & {
	/** What it is called by before anything else. */
	readonly name?: string | undefined;
	/** What it is found by besides. */
	readonly more?: string;
};

export const paletteItem = ({section, text, detail, subject, name, more = ''}: Described): PaletteItem => ({
	id: `${section}:${subject}`,
	section,
	text,
	detail,
	subject,
	folded: foldText(`${name === undefined ? '' : `${name} `}${text} ${more} ${section}`),
});

const mostThreads = 200;

const sessionItems = derive([allSessionRows], (rows): readonly PaletteItem[] =>
	rows.map(({id, name, badge, about, project}) =>
		paletteItem({section: 'session', text: name, detail: badge, subject: id, more: `${about} ${project} ${id}`}),
	),
);

const taskItems = derive(
	[(state: State) => state.tasks, state => state.projects],
	(tasks, projects): readonly PaletteItem[] =>
		[...tasks.values()].map(({id, title, status, projectId}) =>
			paletteItem({
				section: 'task',
				text: `${id} ${title}`,
				detail: status.replace('_', ' '),
				subject: id,
				more: projects.get(projectId)?.name ?? '',
			}),
		),
);

const threadItems = derive([allThreads], (threads): readonly PaletteItem[] =>
	threads
		.toSorted((a, b) => b.newest.order - a.newest.order)
		.slice(0, mostThreads)
		.map(({id, names, text, unread}) =>
			paletteItem({
				section: 'message',
				text: `${names.join(', ')}: ${text}`,
				detail: unread > 0 ? 'unread' : '',
				subject: id,
			}),
		),
);

const projectItems = derive([allProjectRows], (rows): readonly PaletteItem[] =>
	rows.map(({id, name, directory}) =>
		paletteItem({section: 'project', text: name, detail: directory, subject: id, more: directory}),
	),
);

/** Every value of every setting, as in `theme light`. */
const settingItems = derive([({settings}: State) => settings.values], (values): readonly PaletteItem[] =>
	settingRows.flatMap(({id, label, values: choices}) =>
		choices.map(value =>
			paletteItem({
				section: 'setting',
				text: `${label} ${wordOf(value)}`,
				detail: values[id] === value ? 'as it is' : '',
				subject: `${id}=${wordOf(value)}`,
				more: id,
			}),
		),
	),
);

/** What there is to go to, without actions and screens, which the keymap knows. */
export const foundItems = derive(
	[sessionItems, taskItems, projectItems, threadItems, settingItems],
	(...all): readonly PaletteItem[] => all.flat(),
);

/** What is shown at most: nobody reads further, but types another letter. */
const mostShown = 50;

/** Of two that fit as well, this is how much one is preferred. */
const bonus: Readonly<Record<PaletteSection, number>> = {
	action: 6,
	screen: 8,
	session: 4,
	task: 4,
	project: 4,
	message: 0,
	setting: 2,
};

const usedBonus = 10;

/** What was typed, with the section that its first word names: `task T-12`. */
export const readPalette = (typed: string): {readonly section: PaletteSection | undefined; readonly words: string} => {
	const folded = foldText(typed).trimStart();
	const [, first = '', rest = ''] = /^(\S+)\s(.*)$/.exec(folded) ?? [];
	const section = paletteSections.find(name => name === first || `${name}s` === first);
	return {section, words: (section === undefined ? folded : rest).trim()};
};

type Search = (items: readonly PaletteItem[], typed: string, used: readonly string[]) => readonly PaletteItem[];

/**
Finds what fits best. It remembers what fitted last: of a text that has become longer only that is looked through again.
*/
export const createPaletteSearch = (): Search => {
	let last: {
		items: readonly PaletteItem[];
		section: string | undefined;
		words: string;
		fitting: readonly PaletteItem[];
	} = {items: [], section: undefined, words: '', fitting: []};

	return (items, typed, used) => {
		const {section, words} = readPalette(typed);
		const goesOn = last.items === items && last.section === section && words.startsWith(last.words);
		const candidates = goesOn
			? last.fitting
			: section === undefined
				? items
				: items.filter(item => item.section === section);
		const scores = candidates.map(({folded}) => fuzzyScore(words, folded));
		const fitting = candidates.filter((_, index) => scores[index] !== undefined);
		last = {items, section, words, fitting};
		const fit = scores.filter(score => score !== undefined);
		const places = new Map(used.map((id, place) => [id, place]));
		return best(fitting, (item, index) => {
			const place = places.get(item.id);
			// With no text the most recently used is what is most likely meant.
			return place !== undefined && words === ''
				? mostShown * 2 - place
				: (fit[index] ?? 0) + bonus[item.section] + (place === undefined ? 0 : usedBonus);
		});
	};
};

/** The best of them, the best first; of two that are as good the first one. */
const best = (
	items: readonly PaletteItem[],
	scoreOf: (item: PaletteItem, index: number) => number,
): readonly PaletteItem[] => {
	const top: Array<{readonly item: PaletteItem; readonly score: number}> = [];
	for (const [index, item] of items.entries()) {
		const score = scoreOf(item, index);
		const last = top.at(-1);
		if (top.length < mostShown || last === undefined || score > last.score) {
			const place = top.findIndex(other => other.score < score);
			top.splice(place === -1 ? top.length : place, 0, {item, score});
			top.length = Math.min(top.length, mostShown);
		}
	}

	return top.map(({item}) => item);
};
