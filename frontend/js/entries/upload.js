// The page where a spot is delivered.
import "../upload.js";
