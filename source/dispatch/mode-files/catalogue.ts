import {MaestroError} from '../../domain/errors.js';
import {nearTo} from '../../domain/near.js';
import {cleanLine} from '../../domain/text.js';
import type {Mode, ModeList, ModeProblem} from '../mode.js';
import type {Entry} from './entry.js';

/** Entries that stand side by side: two of one id are ambiguous. */
export type Layer = readonly Entry[];

export type Catalogue = ModeList & {readonly find: (name: string) => Mode};

/**
What layers of modes come to, the later ones shadowing the earlier ones. A file that is no mode, or is ambiguous, shadows as well: it is
refused by its name, and nothing else is taken in its place.
*/
export const catalogueOf = (layers: readonly Layer[]): Catalogue => {
	const stacks = stacksOf(layers);
	const places = [...stacks.values()].map(placeOf);
	const modes = places.flatMap(({mode}) => (mode === undefined ? [] : [mode]));
	const nameless = layers.flat().filter(({id}) => id === undefined);
	const problems = [
		...layers.flat().flatMap(({source: file, problems: found}) => found.map(({line, text}) => ({file, line, text}))),
		...places.flatMap(({ambiguity}) => ambiguity ?? []),
	];

	const find = (name: string): Mode => {
		const exact = places.find(({id}) => id === name);
		const [place, ...others] =
			exact === undefined ? places.filter(({names}) => names.some(parts => isEndOf(name, parts))) : [exact];
		if (place === undefined) {
			throw notFound(name, modes, nameless);
		}

		if (others.length > 0) {
			const choices = [place, ...others].map(({id}) => id).join(', ');
			throw new MaestroError('mode-ambiguous', `${show(name)} may be each of ${choices}; say which`);
		}

		return refuseUnless(place);
	};

	return {modes, problems, find};
};

/** What there is of one id, the layer that counts last. */
const stacksOf = (layers: readonly Layer[]): ReadonlyMap<string, readonly Layer[]> => {
	const stacks = new Map<string, readonly Layer[]>();
	for (const layer of layers) {
		const byId = Map.groupBy(layer, ({id}) => id);
		for (const [id, entries] of byId) {
			if (id !== undefined) {
				stacks.set(id, [...(stacks.get(id) ?? []), entries]);
			}
		}
	}

	return stacks;
};

type Place = {
	readonly id: string;
	/** What the files are called that count. */
	readonly names: ReadonlyArray<readonly string[]>;
	readonly mode?: Mode;
	/** Why there is no mode. */
	readonly ambiguity?: readonly ModeProblem[];
	readonly problem?: ModeProblem;
};

const placeOf = (stack: readonly Layer[]): Place => {
	const [top = [], ...below] = [...stack].reverse();
	const [entry, ...others] = top;
	const {id = '', mode, problems = [], source: file = ''} = entry ?? {};
	const names = top.map(({parts}) => parts);
	if (others.length > 0) {
		const text = `${names.map(parts => `${parts.join('/')}.md`).join(' and ')} both are the mode ${id}; rename one of them`;
		return {id, names, ambiguity: top.map(({source}) => ({file: source, line: 1, text}))};
	}

	const shadows = below.flat().map(({source}) => source);
	return mode === undefined
		? {id, names, problem: {file, ...(problems[0] ?? {line: 1, text: 'it is none'})}}
		: {id, names, mode: {...mode, shadows}};
};

const refuseUnless = ({id, mode, ambiguity, problem}: Place): Mode => {
	if (ambiguity !== undefined) {
		const files = ambiguity.map(({file}) => file).join(', ');
		throw new MaestroError('mode-ambiguous', `Several files are the mode ${id}: ${files}; rename all but one of them`);
	}

	if (mode === undefined) {
		throw malformed(problem ?? {file: id, line: 1, text: 'it is none'});
	}

	return mode;
};

const malformed = ({file, line, text}: ModeProblem): MaestroError =>
	new MaestroError('malformed', `The file of this mode is none: ${file}:${line}: ${text}`);

/** Whether a name is the end of that of a nested file: `deep`, `sub:deep` and `sub/deep` all are `sub/deep`. */
const isEndOf = (name: string, parts: readonly string[]): boolean => {
	const wanted = name.split(/[:/]/);
	const ends = parts.slice(1).map((_, index) => parts.slice(index + 1).join('-'));
	return (wanted.length > 1 && wanted.join('/') === parts.join('/')) || isTail(wanted, parts) || ends.includes(name);
};

const isTail = (wanted: readonly string[], parts: readonly string[]): boolean =>
	parts.length > wanted.length && parts.slice(-wanted.length).join('/') === wanted.join('/');

const notFound = (name: string, modes: readonly Mode[], nameless: readonly Entry[]): MaestroError => {
	const bad = nameless.find(({parts}) => [parts.join('/'), parts.join(':'), parts.join('-')].includes(name));
	const [problem] = bad?.problems ?? [];
	if (bad !== undefined && problem !== undefined) {
		return malformed({file: bad.source, ...problem});
	}

	const near = nearTo(
		name,
		modes.map(({id}) => id),
	);
	const advice = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'maestro modes lists those there are';
	return new MaestroError('mode-not-found', `There is no mode ${show(name)}; ${advice}`);
};

const show = (name: string): string => cleanLine(name).slice(0, 100) || '""';
