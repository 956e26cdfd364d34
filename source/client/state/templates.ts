import type {Template} from '../../domain/template.js';
import type {ClientEvent} from '../event.js';
import type {Asked} from './asked.js';

export type Templates = Asked<readonly Template[]> | undefined;

/** They are files of the operator's, so they are read anew each time they are about to be chosen from. */
export const updateTemplates = (templates: Templates, event: ClientEvent): Templates => {
	switch (event.event) {
		case 'draft:turned': {
			return event.data.focus === 'how' ? {phase: 'asked'} : templates;
		}

		case 'templates:found': {
			return {phase: 'there', value: event.data.templates};
		}

		case 'templates:failed': {
			return {phase: 'failed', reason: event.data.reason};
		}

		default: {
			return templates;
		}
	}
};
