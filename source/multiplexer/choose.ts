import {MaestroError} from '../domain/errors.js';
import type {Found, Multiplexer} from './multiplexer.js';

export type Candidate = {
	readonly multiplexer: Multiplexer;
	/** This terminal is in one of its panes. */
	readonly isAround: boolean;
};

export type Chosen = {
	readonly multiplexer: Multiplexer;
	readonly found: Found;
};

/**
Which multiplexer to use: the one that the operator named; else the one that this terminal is in; else the first of the list
that is installed and new enough. When there is none the refusal says of each why.
*/
export const chooseMultiplexer = async (candidates: readonly Candidate[], wanted?: string): Promise<Chosen> => {
	if (wanted !== undefined) {
		const multiplexer = named(wanted, candidates);
		return {multiplexer, found: await multiplexer.find()};
	}

	const refusals: MaestroError[] = [];
	for (const {multiplexer} of candidates.toSorted((a, b) => Number(b.isAround) - Number(a.isAround))) {
		const found = await findOrRefusal(multiplexer);
		if (!(found instanceof MaestroError)) {
			return {multiplexer, found};
		}

		refusals.push(found);
	}

	throw refusalOf(refusals);
};

const named = (wanted: string, candidates: readonly Candidate[]): Multiplexer => {
	const candidate = candidates.find(({multiplexer}) => multiplexer.name === wanted);
	if (candidate === undefined) {
		const names = candidates.map(({multiplexer}) => multiplexer.name).join(', ');
		throw new MaestroError('malformed', `Expected one of these multiplexers: ${names}; got ${JSON.stringify(wanted)}`);
	}

	return candidate.multiplexer;
};

const findOrRefusal = async (multiplexer: Multiplexer): Promise<Found | MaestroError> => {
	try {
		return await multiplexer.find();
	} catch (error) {
		if (error instanceof MaestroError) {
			return error;
		}

		throw error;
	}
};

const refusalOf = (refusals: readonly MaestroError[]): MaestroError => {
	const [only, ...others] = refusals;
	return only !== undefined && others.length === 0
		? only
		: new MaestroError(
				'multiplexer-missing',
				`No multiplexer can be used. ${refusals.map(({message}) => message).join('. ')}`,
				{
					cause: refusals,
				},
			);
};
