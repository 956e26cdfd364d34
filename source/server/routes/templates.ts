import type {Template} from '../../domain/template.js';
import {listTemplates} from '../../protocol/messages.js';
import {type Route, route} from '../route.js';

type Options = {
	readonly templates: () => Promise<readonly Template[]>;
};

export const templateRoutes = ({templates}: Options): readonly Route[] => [
	route(listTemplates, 'anyone', async () => [...(await templates())]),
];
