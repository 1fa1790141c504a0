/// <reference path="globals.d.ts" />
/// <reference path='./shapes/circle.ts'/>
/// <reference types="node" />
// <reference path="./unused.ts" />
/// see reference path="./unused.ts"
namespace Shapes {
  const text = '/// <reference path="./unused.ts" />';
  export const c = new Circle();
}
