import {useInput, usePaste} from 'ink';
import {useState} from 'react';
import type {Timer} from '../../keymap/burst.js';
import {createKeyReader} from '../../keymap/reader.js';
import {useClient} from './use-client.js';

/**
Hands everything that comes from the keyboard to the keymap. Mounted once: Ink gives each key to everyone who asks.
*/
export const useKeys = (timer: Timer): void => {
	const client = useClient();
	const [reader] = useState(() => createKeyReader({client, ...timer}));

	useInput(reader.read);
	usePaste(reader.paste);
};
