with Alpha;
package Beta renames Alpha;
