type Shape = {
	/** Members that have to be text. */
	readonly texts: readonly string[];
	/** Members that have to be numbers. */
	readonly numbers: readonly string[];
	/** What has to be so besides. */
	readonly isOurs?: ((value: object) => boolean) | undefined;
};

/**
Reads what one of us has written as JSON, whole: what tells it from another file is enough to look at. `undefined` where the text is no such
thing.
*/
export const readOwn = <Value>(text: string, {texts, numbers, isOurs = () => true}: Shape): Value | undefined => {
	const value = parse(text);
	return typeof value === 'object' &&
		value !== null &&
		texts.every(name => typeof Reflect.get(value, name) === 'string') &&
		numbers.every(name => typeof Reflect.get(value, name) === 'number') &&
		isOurs(value)
		? (value as Value)
		: undefined;
};

const parse = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};
