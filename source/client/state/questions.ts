import {type Edit, edit, typed} from '../editing.js';
import type {ClientEvent} from '../event.js';
import {replaceText} from './finding.js';
import type {Field, Screen} from './screen.js';

/** What is asked at the bottom of the screen: a line of text, or a yes. */
export const updateQuestions = (screen: Screen, event: ClientEvent): Screen => {
	switch (event.event) {
		case 'field:opened': {
			return {...screen, field: {...event.data, text: typed(event.data.text)}};
		}

		case 'field:edited': {
			return screen.field === undefined ? screen : editField(screen, screen.field, event.data);
		}

		case 'field:closed': {
			return {...screen, field: undefined};
		}

		case 'confirm:asked': {
			return {...screen, confirm: event.data};
		}

		case 'confirm:closed': {
			return {...screen, confirm: undefined};
		}

		case 'capture:opened': {
			return {...screen, capture: {bindingId: event.data.bindingId, struck: []}};
		}

		case 'capture:struck': {
			const {capture} = screen;
			return capture === undefined
				? screen
				: {...screen, capture: {...capture, struck: [...capture.struck, event.data.key]}};
		}

		case 'capture:closed': {
			return {...screen, capture: undefined};
		}

		default: {
			return screen;
		}
	}
};

const editField = (screen: Screen, field: Field, by: Edit): Screen => replaceText(screen, edit(field.text, by));
