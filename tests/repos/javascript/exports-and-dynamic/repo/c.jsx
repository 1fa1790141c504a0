export const C = () => <b/>;
