import type {TeamMember} from '../../domain/team-member.js';
import type {ClientEvent} from '../event.js';
import {byId, withItem, withoutItem} from './collection.js';

/** The roles that sessions are started in, of all projects. */
export type Members = ReadonlyMap<string, TeamMember>;

export const updateMembers = (members: Members, event: ClientEvent): Members => {
	switch (event.event) {
		case 'snapshot': {
			return byId(event.data.members ?? []);
		}

		case 'team_member:created':
		case 'team_member:updated':
		case 'team_member:archived': {
			return withItem(members, event.data);
		}

		case 'team_member:deleted': {
			return withoutItem(members, event.data.id);
		}

		default: {
			return members;
		}
	}
};
