import {type Health, productName} from './health.js';

/** Whose server it is: one of ours, or that of the real product, whose desktop app starts it (contract §1). */
export type ServerKind = 'ours' | 'desktop';

export const kindOf = ({name}: Pick<Health, 'name'>): ServerKind => (name === productName ? 'ours' : 'desktop');

/** As whom a server is spoken to. Of a desktop server the secret is the token that a login gave; most of them want none. */
type Credentials = {
	readonly kind: ServerKind;
	readonly secret: string | undefined;
};

/** What shows a server who asks, over HTTP and for its event channel alike. The desktop server takes no `Authorization` (contract §2). */
export const credentialHeaders = ({kind, secret}: Credentials): Readonly<Record<string, string>> => {
	if (secret === undefined) {
		return {};
	}

	return kind === 'desktop' ? {cookie: `maestro_auth=${secret}`} : {authorization: `Bearer ${secret}`};
};
