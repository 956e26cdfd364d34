import path from 'node:path';
import {MaestroError} from '../../domain/errors.js';
import {type Ordering, orderedKinds, ordering} from '../../protocol/ordering.js';
import {parseJson} from '../../protocol/read.js';
import type {Clock} from '../../system/clock.js';
import {readText, writeWhole} from '../../system/files.js';
import {putAside} from '../../system/replace.js';
import {createLanes} from '../lanes.js';
import {storageFailure} from './storage-failure.js';

export type Orderings = {
	/** Of a kind and a project; nothing in it where nobody has given an order. */
	readonly get: (kind: string, projectId: string) => Promise<Ordering>;
	readonly set: (kind: string, projectId: string, orderedIds: readonly string[]) => Promise<Ordering>;
};

/**
In which order a person wants to see the things of a project: a file for each, read when somebody asks (contract §1).
*/
export const createOrderings = ({folder, clock}: {readonly folder: string; readonly clock: Clock}): Orderings => {
	const inTurn = createLanes();

	const kindOf = (kind: string): Ordering['entityType'] => {
		const known = orderedKinds.find(one => one === kind);
		if (known === undefined) {
			throw new MaestroError('malformed', `Path: entityType: expected one of ${orderedKinds.join(', ')}, got ${kind}`);
		}

		return known;
	};

	const fileOf = (kind: string, projectId: string): string => path.join(folder, kind, `${projectId}.json`);

	const read = async (kind: string, projectId: string): Promise<Ordering | 'none' | 'bad'> => {
		const text = await readText(fileOf(kind, projectId));
		return text === undefined ? 'none' : (ordering.safeParse(parseJson(text)).data ?? 'bad');
	};

	const get: Orderings['get'] = async (kind, projectId) => {
		const entityType = kindOf(kind);
		const kept = await read(kind, projectId);
		return typeof kept === 'string' ? {projectId, entityType, orderedIds: [], updatedAt: 0} : kept;
	};

	return {
		get,
		set: async (kind, projectId, orderedIds) =>
			inTurn(`${kind} ${projectId}`, async () => {
				const now = {...(await get(kind, projectId)), orderedIds: [...orderedIds], updatedAt: clock()};
				try {
					if ((await read(kind, projectId)) === 'bad') {
						await putAside(fileOf(kind, projectId));
					}

					await writeWhole(fileOf(kind, projectId), `${JSON.stringify(now, undefined, '\t')}\n`);
				} catch (error) {
					throw storageFailure(fileOf(kind, projectId), error);
				}

				return now;
			}),
	};
};
