import {isOverheard} from '../../protocol/desktop/login.js';
import type {State} from '../state/index.js';
import {isSecret} from '../state/screen.js';
import {lineToDraw} from '../text.js';
import {hostName} from './hosts.js';

/** What is asked before a password is sent that others on the way could read. */
export const whyThinkTwice = ({screen: {field}}: State): string | undefined =>
	field !== undefined && isSecret(field) && isOverheard(field.subject)
		? `The password would go unencrypted to ${lineToDraw(hostName({url: field.subject}))}: whoever is on the way can read it. Send it?`
		: undefined;
