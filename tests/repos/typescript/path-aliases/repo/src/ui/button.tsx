export const Button = () => <b/>;
