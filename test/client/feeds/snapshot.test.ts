import {expect, test} from 'vitest';
import {fetchSnapshot} from '../../../source/client/feeds/snapshot.js';
import {createStore} from '../../../source/client/store.js';
import {type Call, createCall, type Fetch} from '../../../source/protocol/call.js';
import {readFrame, writeFrame} from '../../../source/protocol/live.js';
import {project} from '../../helpers/builders.js';
import {desktopMember} from '../../helpers/desktop/builders.js';

/** Calls a server that has what is given at its paths, and nothing at others. */
const callOn = (given: Readonly<Record<string, unknown>>): Call => {
	const fetch: Fetch = async ({pathname, search}) => {
		const body = given[`${pathname}${search}`] ?? given[pathname];
		const status = body === undefined ? 404 : 200;
		return {ok: status === 200, status, headers: {get: () => null}, text: async () => JSON.stringify(body ?? {})};
	};
	return createCall({baseUrl: 'http://127.0.0.1:1', secret: undefined, fetch});
};

const lists = {'/api/projects': [project(), project({id: 'p-2'})], '/api/tasks': [], '/api/sessions': []};
const signal = new AbortController().signal;

test('the team members of all projects come along in one list', async () => {
	const everywhere = desktopMember({id: 'tm_all', scope: 'global'});
	const call = callOn({
		...lists,
		'/api/team-members': [desktopMember({projectId: 'p-1'}), everywhere],
	});

	const {snapshot} = await fetchSnapshot(call, ['team-members'], signal);

	expect(snapshot.members?.map(({id}) => id)).toEqual(['tm_1', 'tm_all']);
});

test('a server that says it has team members and has no list of them is shown without', async () => {
	const {snapshot, leftOut} = await fetchSnapshot(callOn(lists), ['team-members'], signal);

	expect(snapshot.projects).toHaveLength(2);
	expect(snapshot.members).toEqual([]);
	expect(leftOut).toBeUndefined();
});

test('what is told of team members is kept, from a server of ours as well', () => {
	const store = createStore();
	const take = (text: string) => store.send(...readFrame(text).filter(event => event !== undefined));
	const member = {...desktopMember(), status: 'active'} as const;

	take(writeFrame({event: 'team_member:created', data: member}, 1));
	expect(store.get().members.get('tm_1')?.name).toBe('Carpenter');
	take(writeFrame({event: 'team_member:archived', data: {...member, status: 'archived'}}, 1));
	expect(store.get().members.get('tm_1')?.status).toBe('archived');
	take(writeFrame({event: 'team_member:deleted', data: {id: 'tm_1'}}, 1));
	expect(store.get().members.size).toBe(0);
});
