import {MaestroError} from '../../domain/errors.js';
import type {MaestroEvent} from '../../domain/event.js';
import {createId} from '../../domain/id.js';
import type {ModelProfile} from '../../domain/model-profile.js';
import {
	createModelProfile,
	deleteModelProfile,
	getModelProfile,
	listModelProfiles,
	updateModelProfile,
} from '../../protocol/model-profiles.js';
import type {Clock} from '../../system/clock.js';
import {param, type Route, route} from '../route.js';
import type {Collection} from '../stores/collection.js';

type Options = {
	readonly modelProfiles: () => Promise<Collection<ModelProfile>>;
	readonly publish: (event: MaestroEvent) => void;
	readonly clock: Clock;
	readonly random: () => number;
};

/**
With which agent program and model sessions are started. There are none until somebody makes one: which models there are changes faster than
this server does.
*/
export const modelProfileRoutes = ({modelProfiles, publish, clock, random}: Options): readonly Route[] => {
	const get = async (id: string): Promise<ModelProfile> => {
		const profile = (await modelProfiles()).get(id);
		if (profile === undefined) {
			throw new MaestroError('not-found', `There is no model profile ${id}`);
		}

		return profile;
	};

	const keep = async (profile: ModelProfile, event: 'created' | 'updated'): Promise<ModelProfile> => {
		const kept = {...profile, updatedAt: new Date(clock()).toISOString()};
		await (await modelProfiles()).put(kept);
		publish({event: `model_profile:${event}`, data: kept});
		return kept;
	};

	return [
		route(listModelProfiles, 'anyone', async () => (await modelProfiles()).all().map(editable)),
		route(getModelProfile, 'anyone', async asked => editable(await get(param(asked, 'id')))),
		route(createModelProfile, 'operator', async ({body}) => {
			const now = new Date(clock()).toISOString();
			const id = createId('mp', clock(), random);
			return editable(await keep({...body, id, isDefault: false, createdAt: now, updatedAt: now}, 'created'));
		}),
		route(updateModelProfile, 'operator', async asked => {
			const before = await get(param(asked, 'id'));
			const {name = before.name, launchConfig = before.launchConfig, ...rest} = asked.body;
			return editable(await keep({...before, ...rest, name, launchConfig}, 'updated'));
		}),
		route(deleteModelProfile, 'operator', async asked => {
			const {id} = await get(param(asked, 'id'));
			await (await modelProfiles()).remove(id);
			publish({event: 'model_profile:deleted', data: {id}});
			return {success: true, id};
		}),
	];
};

const editable = (profile: ModelProfile) => ({...profile, launchConfig: {...profile.launchConfig}});
