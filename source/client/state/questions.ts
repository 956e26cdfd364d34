import {type Edit, edit, typed} from '../editing.js';
import type {ClientEvent} from '../event.js';
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

		default: {
			return screen;
		}
	}
};

/** A filter works while it is written. */
const editField = (screen: Screen, field: Field, by: Edit): Screen => {
	const text = edit(field.text, by);
	if (text === field.text) {
		return screen;
	}

	const next = {...screen, field: {...field, text}};
	return field.purpose === 'filter' ? {...next, filters: {...screen.filters, [field.subject]: text.text}} : next;
};
