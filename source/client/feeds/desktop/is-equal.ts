/** Whether two values that came as JSON say the same. */
export const isEqual = (a: unknown, b: unknown): boolean => {
	if (a === b) {
		return true;
	}

	if (Array.isArray(a) && Array.isArray(b)) {
		return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
	}

	if (!isRecord(a) || !isRecord(b)) {
		return false;
	}

	const names = Object.keys(a);
	return names.length === Object.keys(b).length && names.every(name => name in b && isEqual(a[name], b[name]));
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
