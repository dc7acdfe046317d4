/** Instead of @types/node, which happy-dom brings along and Vite names: pages have nothing of Node.js. */
export {};
