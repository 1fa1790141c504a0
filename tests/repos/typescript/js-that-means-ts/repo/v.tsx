export const V = () => <b/>;
