export default class Store
