import type {Permission} from '../domain/permission.js';

type Rule = 'ask' | 'allow' | 'deny';

type Rules = {readonly edit: Rule; readonly bash: Rule; readonly webfetch: Rule};

/** What OpenCode is told of it by options. */
export const optionsFor = (permission: Permission): readonly string[] => {
	switch (permission) {
		// Its agent for plans also says so to the model, and has no tools that change files.
		case 'plan': {
			return ['--agent', 'plan'];
		}

		// What the user's own configuration denies stays denied.
		case 'all': {
			return ['--auto'];
		}

		default: {
			return [];
		}
	}
};

/**
And by its configuration. For all other tools the user's own rules stay; so do those for a certain agent of theirs, which count for more.
*/
export const rulesFor = (permission: Permission): {readonly permission?: Rules} => {
	switch (permission) {
		case 'ask': {
			return {permission: {edit: 'ask', bash: 'ask', webfetch: 'ask'}};
		}

		case 'plan': {
			return {permission: {edit: 'deny', bash: 'ask', webfetch: 'ask'}};
		}

		case 'edit': {
			return {permission: {edit: 'allow', bash: 'ask', webfetch: 'ask'}};
		}

		case 'all': {
			return {};
		}
	}
};
