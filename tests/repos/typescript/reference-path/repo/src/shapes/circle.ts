namespace Shapes {
  export class Circle {}
}
