export const View = () => <b/>;
