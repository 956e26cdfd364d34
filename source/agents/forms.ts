import {MaestroError} from '../domain/errors.js';
import type {Permission} from '../domain/permission.js';
import type {Agent, Launch} from './agent.js';
import {isAtLeast} from './version.js';

/** In which forms an agent can be started. */
export type Forms = Pick<Agent, 'label' | 'oldest' | 'isHeadlessToo' | 'permissions'>;

/**
Refuses as `malformed` to start an agent in a form that it does not know, or that its version may not know. A version that nobody knows
is taken as it is: the client says itself what it does not understand.
*/
export const refuseUnknownForm = (forms: Forms, launch: Launch): void => {
	const {isHeadless = false, permission} = launch;
	if (isHeadless) {
		refuseHeadless(forms, launch);
	}

	if (permission !== undefined && !forms.permissions.includes(permission)) {
		throw new MaestroError('malformed', unknownPermission(forms, permission));
	}

	if (isHeadless || permission !== undefined) {
		refuseOlder(forms, launch);
	}
};

const refuseHeadless = ({label, isHeadlessToo}: Forms, {prompt, command}: Launch): void => {
	if (!isHeadlessToo) {
		throw new MaestroError('malformed', `${label} cannot run without a window: choose another agent or mode`);
	}

	// Every client ends at once, or waits for its input, where it has nothing to do.
	if ((command ?? prompt ?? '').trim() === '') {
		throw new MaestroError(
			'malformed',
			`Expected something to do for ${label} without a window, got nothing: choose a mode with a prompt, or give it words`,
		);
	}
};

const unknownPermission = ({label, permissions}: Forms, permission: Permission): string =>
	permissions.length === 0
		? `${label} cannot be told what it may do without asking, and got ${permission}: leave it away`
		: `Expected one of ${permissions.join(', ')} as what ${label} may do without asking, got ${permission}`;

const refuseOlder = ({label, oldest}: Forms, {isHeadless = false, version}: Launch): void => {
	if (version !== undefined && !isAtLeast(version, oldest)) {
		const what = isHeadless ? 'to run without a window' : 'to be told what it may do without asking';
		throw new MaestroError('malformed', `${label} ${oldest} or newer is needed ${what}; this is ${version}: update it`);
	}
};
